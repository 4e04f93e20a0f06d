// Elements are made here, from names, attributes and text: nothing in this folder writes HTML.

export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'on') {
      Object.entries(value).forEach(([event, handler]) => made.addEventListener(event, handler));
    } else if (key === 'data') {
      Object.assign(made.dataset, value);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? '' : value);
    }
  }

  made.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return made;
}

export function find(selector, within = document) {
  return within.querySelector(selector);
}

/** Makes the children of an element these nodes, and touches none that stands right already. */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) {
    if (!wanted.has(child)) {
      child.remove();
    }
  }

  let place = parent.firstChild;
  for (const node of nodes) {
    if (node === place) {
      place = place.nextSibling;
    } else {
      parent.insertBefore(node, place);
    }
  }
}

/** A drawing of the file beside this one. */
export function icon(name) {
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = drawing.appendChild(document.createElementNS(drawing.namespaceURI, 'use'));
  drawing.setAttribute('class', 'drawn');
  drawing.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `/assets/chat/icons.svg#${name}`);
  return drawing;
}

/** A button with a picture for the eye and a name for everybody. */
export function iconButton(picture, name, act, attributes = {}) {
  return el('button', { type: 'button', class: 'icon', 'aria-label': name, title: name, on: { click: act }, ...attributes },
    typeof picture === 'string' ? el('span', { 'aria-hidden': 'true' }, picture) : picture);
}

/** A name that somebody chose: its direction stays its own. */
export function nameOf(text, attributes = {}) {
  return el('bdi', attributes, text);
}
