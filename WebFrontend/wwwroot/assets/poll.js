// Moves the bars of a poll's page as ballots are counted. Without script the page shows the counts of the moment it was loaded.

const section = document.querySelector('[data-poll]');

function show(result) {
  const lengths = new Map(result.tallies.map(tally => [tally.option, lengthOf(tally)]));
  const most = Math.max(1, ...lengths.values());
  section.querySelector('[data-ballots]').textContent = result.ballots;
  section.querySelector('[data-final]').textContent = result.final ? ', final' : '';
  for (const meter of section.querySelectorAll('meter')) {
    meter.max = most;
    meter.value = Math.max(0, lengths.get(meter.dataset.option));
  }

  for (const number of section.querySelectorAll('[data-number]')) {
    number.textContent = lengths.get(number.dataset.number);
  }

  for (const mark of section.querySelectorAll('[data-winner]')) {
    mark.textContent = result.winners.includes(mark.dataset.winner) ? '★' : '';
  }
}

function lengthOf(tally) {
  return tally.points ?? tally.marks?.reduce((sum, count, mark) => sum + count * mark, 0) ?? tally.count;
}

function comment(said) {
  const list = document.querySelector('[data-comments]');
  if (said.deleted) {
    list?.querySelector(`[data-comment="${said.id}"]`)?.remove();
  }
}

if (section) {
  const topic = new EventSource(`/api/live/polls:poll:${section.dataset.poll}`);
  topic.addEventListener('results', live => show(JSON.parse(live.data)));
  topic.addEventListener('comment', live => comment(JSON.parse(live.data)));
  topic.addEventListener('state', live => {
    const { state } = JSON.parse(live.data);
    document.querySelector('[data-state]').textContent = state === 'open' ? 'Open.' : state === 'deleted' ? 'Deleted.' : 'Closed.';
    if (state === 'deleted') {
      topic.close();
    }
  });
}
