// Keeps the page of a poll up to date: bars move as ballots are counted, comments and the end arrive. Without script it shows the moment it was loaded.

const poll = document.querySelector('[data-poll]');
const results = document.querySelector('[data-results]');

function show(result) {
  const lengths = new Map(result.tallies.map(tally => [tally.option, lengthOf(tally, result.method)]));
  const grades = result.method === 'majority-judgement' ? results.dataset.grades.split('\n') : null;
  const most = Math.max(1, ...lengths.values());
  results.querySelector('[data-ballots]').textContent = result.ballots;
  results.querySelector('[data-final]').textContent = result.final ? ', final' : '';
  for (const meter of results.querySelectorAll('meter')) {
    meter.max = most;
    meter.value = Math.max(0, lengths.get(meter.dataset.option));
  }

  for (const number of results.querySelectorAll('[data-number]')) {
    const length = lengths.get(number.dataset.number);
    number.textContent = !grades ? length : result.ballots ? grades[length] : '';
  }

  for (const mark of results.querySelectorAll('[data-winner]')) {
    mark.textContent = result.winners.includes(mark.dataset.winner) ? '★' : '';
  }
}

// What the deciding method compares, or the nearest thing that is a number.
function lengthOf({ points, count, sum, marks }, method) {
  switch (method) {
    case 'score-mean': return count ? Math.round(100 * sum / count) / 100 : 0;
    case 'date': return marks[1] + marks[2];
    case 'majority-judgement': return median(marks);
    default: return points ?? count;
  }
}

function median(marks) {
  const half = Math.ceil(marks.reduce((all, count) => all + count, 0) / 2);
  let grade = 0;
  for (let below = marks[0]; below < half; below += marks[++grade]);
  return grade;
}

function showState({ state, closesAt }) {
  const zone = poll.dataset.zone;
  const until = closesAt && new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(new Date(closesAt));
  poll.textContent = { open: `Open until ${until} (${zone}).`, closing: 'Closed, being counted.', deleted: 'Deleted.' }[state] ?? 'Closed.';
  for (const form of document.querySelectorAll('[data-vote]')) {
    form.hidden = state !== 'open';
  }

  if (!results && state === 'closed' || document.querySelector('[data-vote]') === null && state === 'open') {
    location.reload();
  }
}

// Who wrote a comment the page knows, so its list is read again; many come together and readers do not all come at once.
let reading = null;
let asked = 0;
const deleted = new Set();

function comment(said) {
  if (said.deleted) {
    deleted.add(said.id);
    removeDeleted();
  } else {
    reading ??= setTimeout(readComments, Math.random() * 1000);
  }
}

function removeDeleted() {
  deleted.forEach(id => document.querySelector(`[data-comment="${id}"]`)?.remove());
}

async function readComments() {
  reading = null;
  const asking = ++asked;
  const answer = await fetch(location.pathname + location.search);
  if (answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const list = page.querySelector('[data-comments]');
    if (list && asking === asked) {
      document.querySelector('[data-comments]')?.replaceChildren(...list.children);
      removeDeleted(); // It was read before they were.
    }
  }
}

if (poll) {
  const topic = new EventSource(`/api/live/polls:poll:${poll.dataset.poll}${location.search}`);
  if (results) {
    topic.addEventListener('results', live => show(JSON.parse(live.data)));
  }

  topic.addEventListener('comment', live => comment(JSON.parse(live.data)));
  topic.addEventListener('state', live => {
    const changed = JSON.parse(live.data);
    showState(changed);
    if (changed.state === 'deleted') {
      topic.close();
    }
  });
}
