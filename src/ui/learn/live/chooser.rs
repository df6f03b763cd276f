//! Five questions, and the technique that fits the answers.

use leptos::prelude::*;
use tabcat_guide::choose::{Answers, BROKER, Change, Choice, QUESTIONS, Question};

use crate::app::Page;
use crate::ui::elements::handler;

/// The questions and the answer beside them.
pub(super) fn chooser() -> AnyView {
    let answers = Page::get().answers();
    view! {
        <div class="chooser">
            <div>{(0..).zip(&QUESTIONS).map(|(at, question)| ask(at, question, answers)).collect::<Vec<_>>()}</div>
            <section class="advice" aria-label="What fits">
                <p class="hint">"For these answers"</p>
                <div aria-live="polite">{move || advice(answers.get())}</div>
                <p class="hint">"What would change it:"</p>
                <ul>{move || answers.get().changes().iter().map(change).collect::<Vec<_>>()}</ul>
            </section>
        </div>
    }
    .into_any()
}

fn ask(at: usize, question: &'static Question, answers: RwSignal<Answers>) -> AnyView {
    let choice = move |choice: &'static Choice| {
        let is_given = move || answers.with(choice.is_given);
        view! {
            <label>
                <input
                    type="radio"
                    name=format!("choose-{at}")
                    prop:checked=move || is_given()
                    on:change=handler(move |_| answers.update(choice.give))
                />
                <span>{choice.label}</span>
            </label>
        }
        .into_any()
    };
    view! {
        <fieldset>
            <legend>{question.asks}</legend>
            <div class="segments">{question.choices.iter().map(choice).collect::<Vec<_>>()}</div>
        </fieldset>
    }
    .into_any()
}

fn advice(answers: Answers) -> AnyView {
    let advice = answers.advice();
    view! {
        <h3>{advice.name()}</h3>
        <p>{advice.reason}</p>
        {advice.broker.then(|| view! { <p>{BROKER}" "<a href="#/guide/delivery">"How"</a></p> }.into_any())}
    }
    .into_any()
}

fn change(change: &Change) -> AnyView {
    let conditions = [" if ", &change.conditions.join(", or ")].concat();
    view! { <li><b>{change.to.name()}</b>{conditions}</li> }.into_any()
}
