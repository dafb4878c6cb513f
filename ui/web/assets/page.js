// The page's behaviour: asking, following the answer, opening its sources.
// Gradio writes the turns; everything here follows from what is in the page, by one observer.
import { announce, choose, translate } from "./locale.js";
import { back, jump, markChips, open, reset } from "./panel.js";

const TOUCH = matchMedia("(pointer: coarse)"); // there, a focused field raises the keyboard
let followed = null; // number and state of the turn that was last seen

const form = () => document.getElementById("ask");

function ask() {
  const asked = Object.fromEntries(new FormData(form()));
  if (!asked.question.trim()) return;
  form().dispatchEvent(new CustomEvent("policylens:ask", { bubbles: true, detail: asked }));
}

function follow() {
  if (!form()) return; // Gradio is still building the page
  form().querySelector("fieldset").disabled = false;
  translate();
  markChips();
  const turn = document.querySelector("#current .turn");
  const state = turn ? `${turn.dataset.turn} ${turn.dataset.state}` : "";
  if (state === followed) return;
  const number = followed?.split(" ")[0];
  followed = state;
  form().classList.toggle("busy", /pending|streaming/.test(state));
  if (!turn) cleared();
  else if (turn.dataset.turn !== number) begun(turn);
  if (turn?.dataset.state === "done") done(turn);
}

// The question leaves the form only now that it has arrived: one that was turned away is not lost.
function begun(turn) {
  const { question } = form().elements;
  question.value = "";
  if (TOUCH.matches) question.blur();
  announce("searching");
  turn.scrollIntoView({ block: "start", behavior: "instant" });
}

function done(turn) {
  announce("ready");
  const first = JSON.parse(turn.dataset.citations)[0];
  if (first) open(turn, first[0], "itself");
}

function cleared() {
  reset();
  if (!TOUCH.matches) form().elements.question.focus();
}

// What narrows the search stays in sight when the filters are folded away.
function narrowed() {
  const chosen = [...form().querySelectorAll("select")].filter((select) => select.value);
  const shown = chosen.map((select) => select.selectedOptions[0].textContent).join(" · ");
  form().querySelector(".chosen").textContent = shown;
}

const CLICKS = {
  marker: (element, by) => open(element.closest(".turn"), Number(element.dataset.marker), by),
  jump: (element, by) => jump(Number(element.dataset.jump), by),
  back: (element) => back(Number(element.dataset.back)),
  locale: (element) => choose(element.dataset.locale),
  clear: () => form().dispatchEvent(new CustomEvent("policylens:clear", { bubbles: true })),
  example: (element) => {
    form().elements.question.value = element.textContent;
    ask();
  },
};

document.addEventListener("click", (event) => {
  for (const [name, act] of Object.entries(CLICKS)) {
    const element = event.target.closest(`[data-${name}]`);
    if (!element) continue;
    event.preventDefault();
    act(element, event.detail ? "pointer" : "keyboard");
    return;
  }
});

document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  ask();
});

// Enter also ends the composition of Chinese characters, and must not send then; Safari says so only by 229.
document.addEventListener("keydown", (event) => {
  const composing = event.isComposing || event.keyCode === 229;
  if (event.key !== "Enter" || event.shiftKey || composing || event.target.name !== "question") return;
  event.preventDefault();
  ask();
});

document.addEventListener("change", (event) => {
  if (form()?.contains(event.target)) narrowed();
});

new MutationObserver(follow).observe(document.body, {
  attributeFilter: ["aria-label", "data-state", "data-turn", "data-values"],
  attributes: true,
  characterData: true,
  childList: true,
  subtree: true,
});
follow();
