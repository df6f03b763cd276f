//! The open containers, one bit each: a million brackets cost 128 KB, and 64 cost no allocation.

/// A kind of container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    Object,
    Array,
}

/// A stack of containers. The innermost 1 to 64 are the low bits of `near`, the rest are words of `far`.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    depth: usize,
    near: u64,
    far: Vec<u64>,
}

impl Nesting {
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    pub(super) fn push(&mut self, container: Container) {
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.far.push(self.near);
        }
        self.near = self.near << 1 | u64::from(container == Container::Object);
        self.depth += 1;
    }

    /// Leaves the innermost container. There must be one.
    pub(super) fn pop(&mut self) {
        self.depth -= 1;
        self.near = if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.far.pop().expect("a word was put away at each 64th level")
        } else {
            self.near >> 1
        };
    }

    pub(super) fn innermost(&self) -> Option<Container> {
        (self.depth > 0).then_some(if self.near & 1 == 1 {
            Container::Object
        } else {
            Container::Array
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_stack(steps in prop::collection::vec((prop::bool::weighted(0.7), any::<bool>()), 0..600)) {
            let mut nesting = Nesting::default();
            let mut oracle = Vec::new();
            for (pushes, is_object) in steps {
                if pushes {
                    let container = if is_object { Container::Object } else { Container::Array };
                    nesting.push(container);
                    oracle.push(container);
                } else if oracle.pop().is_some() {
                    nesting.pop();
                }
                prop_assert_eq!(nesting.depth(), oracle.len());
                prop_assert_eq!(nesting.innermost(), oracle.last().copied());
            }
        }
    }
}
