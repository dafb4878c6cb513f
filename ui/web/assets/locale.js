// The interface in the reader's language. The choice is remembered; without one the browser's languages decide.
import { TEXTS } from "./texts.js";

const KEPT = "policylens-locale";
let locale = kept() ?? fromBrowser();

function kept() {
  try {
    const chosen = localStorage.getItem(KEPT);
    return chosen in TEXTS ? chosen : null;
  } catch {
    return null; // storage may be forbidden
  }
}

function fromBrowser() {
  for (const tag of navigator.languages) {
    if (/^en/i.test(tag)) return "en";
    if (/^zh/i.test(tag)) return !/hans/i.test(tag) && /hant|tw|hk|mo/i.test(tag) ? "zh-Hant" : "zh-Hans";
  }
  return "en";
}

export function choose(chosen) {
  locale = chosen;
  try {
    localStorage.setItem(KEPT, chosen);
  } catch {
    // then it holds for this visit
  }
  translate();
}

export function say(key, values = {}) {
  return TEXTS[locale][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Writes only what differs: it runs after every change of the page, its own included.
export function translate() {
  const values = (element) => JSON.parse(element.dataset.values ?? "{}");
  for (const element of document.querySelectorAll("[data-text]")) {
    const words = say(element.dataset.text, values(element));
    if (element.textContent !== words) element.textContent = words;
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    set(element, "aria-label", say(element.dataset.label, values(element)));
  }
  for (const element of document.querySelectorAll("[data-placeholder]")) {
    set(element, "placeholder", say(element.dataset.placeholder));
  }
  for (const button of document.querySelectorAll("[data-locale]")) {
    set(button, "aria-pressed", String(button.dataset.locale === locale));
  }
  set(document.documentElement, "lang", locale);
}

export function set(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

export function announce(key, values) {
  const status = document.getElementById("announcement");
  if (status) status.textContent = say(key, values);
}
