namespace OrleansBackends.Tests.Polls.Counting;

/// <summary>The Scottish rules once more, slowly: every paper on its own, in decimals, with the tables that a returning officer would fill in.</summary>
internal static class PaperByPaper
{
    public static List<int> Count(Profile profile, int seats)
    {
        var papers = profile.EachVoter().Select(tiers => new Paper(new Queue<int>(tiers.SelectMany(t => t)))).ToList();
        var quota = Math.Floor((decimal)papers.Count / (seats + 1)) + 1;
        var continuing = Enumerable.Range(0, profile.Options).ToList();
        var elected = new List<int>();
        var surpluses = new List<int>();
        var table = new List<decimal[]>();
        papers.ForEach(p => p.Move(continuing));
        while (true)
        {
            var votes = Enumerable.Range(0, profile.Options).Select(o => surpluses.Contains(o) || continuing.Contains(o) || !elected.Contains(o)
                ? papers.Where(p => p.At == o).Sum(p => p.Value) : quota).ToArray();
            table.Add(votes);
            var reached = continuing.Where(o => votes[o] >= quota).ToList();
            Elect(reached);
            if (elected.Count < seats && continuing.Count <= seats - elected.Count)
            {
                Elect([.. continuing]);
            }

            if (elected.Count >= seats || continuing.Count == 0)
            {
                return elected;
            }

            surpluses.RemoveAll(o => votes[o] <= quota);
            if (surpluses.Count > 0)
            {
                var from = surpluses.Aggregate((a, b) => LooksBack(a, b) >= 0 ? a : b);
                surpluses.Remove(from);
                var surplus = votes[from] - quota;
                foreach (var paper in papers.Where(p => p.At == from).ToList())
                {
                    paper.Value = Math.Floor(surplus * paper.Value / votes[from] * 100_000) / 100_000;
                    paper.Move(continuing);
                }
            }
            else
            {
                var out1 = continuing.Aggregate((a, b) => LooksBack(a, b) < 0 ? a : b);
                continuing.Remove(out1);
                papers.Where(p => p.At == out1).ToList().ForEach(p => p.Move(continuing));
            }
        }

        void Elect(List<int> options)
        {
            while (options.Count > 0)
            {
                var next = options.Aggregate((a, b) => LooksBack(a, b) >= 0 ? a : b);
                options.Remove(next);
                continuing.Remove(next);
                elected.Add(next);
                surpluses.Add(next);
            }
        }

        // Lots fall in listed order: the first is favoured.
        int LooksBack(int a, int b) => Enumerable.Reverse(table).Select(stage => stage[a].CompareTo(stage[b])).FirstOrDefault(difference => difference != 0);
    }

    private sealed class Paper(Queue<int> preferences)
    {
        public int At { get; private set; } = -1;

        public decimal Value { get; set; } = 1;

        public void Move(List<int> continuing)
        {
            At = -1;
            while (At < 0 && preferences.TryDequeue(out var next))
            {
                At = continuing.Contains(next) ? next : -1;
            }
        }
    }
}
