// What people wrote, as nodes: links, code and mentions stand out, all else is text as it is.

import { el } from './dom.js';

const Parts = /```\n?([\s\S]+?)```|`([^`\n]+)`|<@([0-9a-f-]{36}|all|here)>|(https?:\/\/[^\s<>"`]+)/g;

/** What ends a sentence ends the address before it. */
const Ending = /[.,;:!?'")\]}]+$/;

/** So much of a long text is shown until somebody asks for the rest. */
const Shown = 1_500;

export function textNodes(text, people) {
  const nodes = [];
  let done = 0;
  for (const match of text.matchAll(Parts)) {
    nodes.push(text.slice(done, match.index), ...part(match, people));
    done = match.index + match[0].length;
  }

  return [...nodes, text.slice(done)].filter(node => node !== '');
}

/** The text of a message, its direction its own, cut where it is very long. */
export function textBlock(text, people) {
  if (text.length <= Shown) {
    return el('div', { class: 'text', dir: 'auto' }, ...textNodes(text, people));
  }

  const block = el('div', { class: 'text', dir: 'auto' }, ...textNodes(text.slice(0, Shown), people), '…');
  const more = el('button', { type: 'button', class: 'more', on: { click: () => block.replaceChildren(...textNodes(text, people)) } }, 'Show all');
  block.append(more);
  return block;
}

/** One line of it, without anything to press. */
export function plainText(text, people) {
  return text.replace(Parts, (whole, block, code, mention, address) => block ?? code ?? address ?? `@${nameFor(mention, people)}`).replace(/\s+/g, ' ').slice(0, 120);
}

/** As its author types it: mentions by user names. */
export function editableText(text, people) {
  return text.replace(/<@([0-9a-f-]{36}|all|here)>/g, (whole, id) => {
    const username = id.length < 36 ? id : people.username(id);
    return username ? `@${username}` : whole;
  });
}

/** The other way round. */
export function sendableText(text, people) {
  return text.replace(/(^|[^\w@])@([A-Za-z0-9][A-Za-z0-9._-]*)/g, (whole, before, name) => {
    const plain = name.replace(/[.-]+$/, '');
    const person = people.byUsername(name) ?? people.byUsername(plain);
    const id = person?.id ?? (name === 'all' || name === 'here' ? name : null);
    return id ? `${before}<@${id}>${person && person.username.length < name.length ? name.slice(plain.length) : ''}` : whole;
  });
}

function part([whole, block, code, mention, address], people) {
  if (block) {
    return [el('pre', {}, el('code', {}, block))];
  }

  if (code) {
    return [el('code', {}, code)];
  }

  if (mention) {
    return [el('bdi', { class: mention === people.me || mention.length < 36 ? 'mention mine' : 'mention', data: { person: mention } }, `@${nameFor(mention, people)}`)];
  }

  const ending = address.match(Ending)?.[0] ?? '';
  const shown = address.slice(0, address.length - ending.length);
  return URL.canParse(shown) ? [el('a', { href: shown, target: '_blank', rel: 'noopener noreferrer nofollow' }, shown), ending] : [whole];
}

function nameFor(id, people) {
  return id.length < 36 ? id : people.name(id);
}
