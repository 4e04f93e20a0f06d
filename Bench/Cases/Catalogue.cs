namespace OrleansBackends.Bench.Cases;

internal static class Catalogue
{
    public static readonly IReadOnlyList<BenchCase> All =
    [
        RedirectCases.Embedded,
        RedirectCases.Client,
        JournalCases.Postgres,
        JournalCases.Sqlite,
        DocumentCases.Sqlite,
        CallCases.Calls,
        LinkCases.Visits,
        LinkCases.Creates,
        ClickCases.Fold,
        ChatCases.Sends,
        ChatCases.SendsOfOne,
        ChatAppendCase.Appends,
        ChatFanOutCase.FanOut,
        ChatPageCase.Pages,
        PollCases.Votes,
        PollCases.VotesOfOne,
        PollResultsCase.Reads,
        PollRecountCase.Recount,
        PollCountCase.Counts,
        PollBatchCase.Batches,
        PollShardCase.Shard,
        NotifyDispatchCases.SendLoop,
        NotifyDispatchCases.Codes,
        NotifyTriggerCases.Triggers,
        NotifyTriggerCases.FanOut,
        NotifyInboxCase.Live,
        AccountCases.Tokens,
        AccountCases.Refreshes,
        AccountCases.SignIns,
        SignInQueueCase.Latency,
        WebPushCases.Encryption,
        RateLimitRouteCases.Routes,
        RateLimitCheckCases.Checks,
        RateLimitRuleCases.Decisions,
    ];
}
