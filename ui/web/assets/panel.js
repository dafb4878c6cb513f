// The source panel: shows the document of a citation and marks the words.
import { announce, say, set } from "./locale.js";

const NARROW = matchMedia("(max-width: 56rem)");
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
let active = null; // {turn, marker}, the citation that is open
let shown = null; // the address of what the panel shows
let latest = 0;

const body = () => document.querySelector("#source-panel .panel-body");
const turnOf = (number) => document.querySelector(`.turn[data-turn="${number}"]`);

function address(turn, marker) {
  const citations = JSON.parse(turn.dataset.citations);
  const [, document] = citations.find(([number]) => number === marker);
  const query = new URLSearchParams({ document });
  for (const [number, id, start, end] of citations) {
    if (id === document) query.append("cite", `${number}:${start}:${end}`);
  }
  return `source?${query}`;
}

// `by` is how it came about: "itself" (a fresh answer), "pointer" or "keyboard".
export async function open(turn, marker, by) {
  const ticket = ++latest;
  active = { turn: turn.dataset.turn, marker };
  markChips();
  const wanted = address(turn, marker);
  const same = wanted === shown;
  if (!same && !(await load(wanted, ticket))) return;
  show(by, same);
}

async function load(wanted, ticket) {
  const panel = body();
  panel.setAttribute("aria-busy", "true");
  const response = await fetch(wanted).catch(() => null);
  const html = response?.ok ? await response.text().catch(() => null) : null;
  if (ticket !== latest) return false; // another one was asked for meanwhile
  panel.removeAttribute("aria-busy");
  shown = html === null ? null : wanted;
  if (html === null) {
    const key = response?.status === 404 ? "source_missing" : "source_failed";
    panel.innerHTML = `<p class="hint" data-text="${key}"></p>`;
    return false;
  }
  panel.innerHTML = html;
  return true;
}

function show(by, same) {
  const { marker } = active;
  for (const mark of body().querySelectorAll("mark")) {
    mark.classList.toggle("active", mark.dataset.markers.split(" ").includes(String(marker)));
  }
  markChips();
  announce("opened", { n: marker });
  const first = body().querySelector("mark.active");
  // Beneath the answer, on a phone, the panel must not pull the reader away unasked.
  if (first && !(by === "itself" && NARROW.matches)) {
    first.scrollIntoView({ block: "center", behavior: same && !STILL.matches ? "smooth" : "instant" });
  }
  if (by === "keyboard") body().querySelector(`[data-back="${marker}"]`)?.focus({ preventScroll: true });
}

// Only the open citation's number is set off: in its answer, in the margin and in the panel's head.
export function markChips() {
  for (const chip of document.querySelectorAll(".cite")) {
    const { marker, jump, back } = chip.dataset;
    const inAnswer = marker && chip.closest(".turn")?.dataset.turn === active?.turn;
    const number = inAnswer ? marker : (jump ?? back);
    if (active && Number(number) === active.marker) set(chip, "aria-current", "true");
    else chip.removeAttribute("aria-current");
  }
}

export function jump(marker, by) {
  const turn = turnOf(active.turn);
  if (turn) open(turn, marker, by);
}

export function back(marker) {
  const chip = turnOf(active.turn)?.querySelector(`.cite[data-marker="${marker}"]`);
  chip?.scrollIntoView({ block: "center", behavior: STILL.matches ? "instant" : "smooth" });
  chip?.focus({ preventScroll: true });
}

export function reset() {
  if (!active) return;
  active = shown = null;
  latest++;
  body().innerHTML = `<p class="hint" data-text="source_hint">${say("source_hint")}</p>`;
}
