//! SHA-256 of files: the sources of a tool, the files of a deployment, the integrity of a part.

use std::fs;
use std::path::Path;

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest as _, Sha256};

use crate::failure::{Doing as _, Result};

/// The bytes of a hash that a name has: 64 bits, in 16 digits.
const NAMED: usize = 8;

/// A name derived from the contents and paths of these files and folders of `root`.
pub(crate) fn of_files(root: &Path, names: &[&str]) -> Result<String> {
    let mut hash = Sha256::new();
    for name in names {
        add(&mut hash, root, Path::new(name))?;
    }
    Ok(HEXLOWER.encode(&hash.finalize()[..NAMED]))
}

/// The value for the `integrity` of `fetch`.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(bytes)))
}

/// A folder's files in the order of their names, so that the same files have the same hash everywhere.
fn add(hash: &mut Sha256, root: &Path, name: &Path) -> Result<()> {
    let path = root.join(name);
    if path.is_dir() {
        let doing = || format!("list {}", path.display());
        let mut names = Vec::new();
        for entry in fs::read_dir(&path).doing(doing())? {
            names.push(entry.doing(doing())?.file_name());
        }
        names.sort();
        return names
            .iter()
            .try_for_each(|inner| add(hash, root, &name.join(inner)));
    }
    let bytes = fs::read(&path).doing(format!("read {}", path.display()))?;
    let spelt = name.to_string_lossy().replace('\\', "/");
    for piece in [spelt.as_bytes(), &bytes] {
        hash.update((piece.len() as u64).to_le_bytes());
        hash.update(piece);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_and_every_name_counts() {
        let root = std::env::temp_dir().join(format!("xtask-digest-{}", std::process::id()));
        fs::create_dir_all(root.join("sub")).unwrap();
        let write = |name: &str, text: &str| fs::write(root.join(name), text).unwrap();
        let hash = || of_files(&root, &["a", "sub"]).unwrap();
        write("a", "1");
        write("sub/b", "23");
        let first = hash();
        assert_eq!(first.len(), 16);
        assert_eq!(first, hash());
        write("sub/b", "24");
        assert_ne!(first, hash());
        write("sub/b", "23");
        write("sub/c", "");
        assert_ne!(first, hash());
        fs::remove_dir_all(&root).unwrap();
        assert!(of_files(&root, &["a"]).is_err());
    }

    #[test]
    fn an_integrity_is_what_browsers_compare_with() {
        assert_eq!(
            integrity(b"abc"),
            "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
    }
}
