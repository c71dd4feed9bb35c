// What every piece of the page needs. Whatever comes back or is typed becomes text, never markup.

export const byId = (id) => document.getElementById(id);

export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

export const made = (name, className = "", ...children) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
};

export const meta = (name, page = document) => page.querySelector(`meta[name="${name}"]`).content;
