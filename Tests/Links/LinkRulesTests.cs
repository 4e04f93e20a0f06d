using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Guard;
using OrleansBackends.Grains.Interfaces.Links.Visits;
using OrleansBackends.Grains.Links;
using OrleansBackends.Grains.Links.Guard;
using OrleansBackends.Grains.Links.Targets;

namespace OrleansBackends.Tests.Links;

public sealed class LinkRulesTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TargetRules targets = new(Options.Create(new LinksOptions()), new LinkGuard());
    private readonly NewLink plain = NewLinks.To("https://example.com/", NewLinks.Somebody());

    [Fact]
    public void A_link_expires_at_its_instant_and_not_before()
    {
        var link = Make(plain with { StartsAt = Now.AddHours(1), ExpiresAt = Now.AddHours(2) });
        Assert.Equal(LinkOutcome.NotStarted, At(Now.AddHours(1).AddMilliseconds(-1)));
        Assert.Equal(LinkOutcome.Redirect, At(Now.AddHours(1)));
        Assert.Equal(LinkOutcome.Redirect, At(Now.AddHours(2).AddMilliseconds(-1)));
        Assert.Equal(LinkOutcome.Ended, At(Now.AddHours(2)));

        LinkOutcome At(DateTimeOffset at) => link.ToTarget(used: 0, listed: false).OutcomeAt(at);
    }

    [Fact]
    public void What_meets_a_visitor_is_checked_in_one_order()
    {
        var link = Make(plain with { StartsAt = Now.AddHours(1), ExpiresAt = Now.AddHours(2), MaxVisits = 1, Password = "kept" });
        Assert.Equal(LinkOutcome.NotStarted, link.ToTarget(1, listed: false).OutcomeAt(Now));
        Assert.Equal(LinkOutcome.NeedsPassword, link.ToTarget(0, listed: false).OutcomeAt(Now.AddHours(1)));
        Assert.Equal(LinkOutcome.Ended, link.ToTarget(1, listed: false).OutcomeAt(Now.AddHours(1)));
        Assert.Equal(LinkOutcome.Suspended, link.ToTarget(1, listed: true).OutcomeAt(Now.AddHours(3)));
        Assert.Equal(LinkOutcome.Suspended, link.Suspended("why", Now).ToTarget(1, listed: false).OutcomeAt(Now));
        Assert.Equal(LinkOutcome.Deleted, link.Suspended("why", Now).Deleted(Now).ToTarget(1, listed: true).OutcomeAt(Now));
        Assert.Equal(LinkOutcome.Hidden, Make(plain with { MaxVisits = 1 }).ToTarget(0, listed: false).OutcomeAt(Now));
    }

    [Fact]
    public void A_link_with_password_or_visit_limit_shows_neither_target_nor_title()
    {
        foreach (var strict in new[] { plain with { Password = "kept", Title = "t" }, plain with { MaxVisits = 1, Title = "t" } })
        {
            var target = Make(strict).ToTarget(0, listed: false);
            Assert.True(target is { Url: null, Title: null, IsStrict: true });
        }
    }

    [Fact]
    public void Dates_are_refused_when_they_end_before_they_begin_or_in_the_past()
    {
        Assert.Equal(LinkErrors.ExpiresInPast, Refusal(plain with { ExpiresAt = Now }));
        Assert.Equal(LinkErrors.StartsAfterExpiry, Refusal(plain with { StartsAt = Now.AddHours(1), ExpiresAt = Now.AddHours(1) }));
    }

    [Fact]
    public void An_expired_link_can_still_be_renamed()
    {
        var link = Make(plain with { ExpiresAt = Now.AddHours(1) });
        Assert.Equal("late", link.Change(new LinkChange { Title = "late" }, 0, Now.AddHours(2), targets).Require().Title);
    }

    [Fact]
    public void A_visit_limit_can_be_lowered_to_what_was_used_and_not_below()
    {
        var link = Make(plain with { MaxVisits = 10 });
        Assert.Equal(5, link.Change(new LinkChange { MaxVisits = 5 }, used: 5, Now, targets).Require().MaxVisits);
        Assert.Equal(LinkErrors.MaxVisitsBelowUsed, link.Change(new LinkChange { MaxVisits = 4 }, used: 5, Now, targets).Error);
        Assert.Null(link.Change(new LinkChange { MaxVisits = new(true, null) }, used: 5, Now, targets).Require().MaxVisits);
    }

    [Fact]
    public void What_a_change_does_not_name_stays_and_null_clears()
    {
        var link = Make(plain with { Title = "title", Note = "note", Tags = ["a"], Password = "kept" });
        var changed = link.Change(new LinkChange { Note = new(true, null), AddTags = ["B "], RemoveTags = ["A"] }, 0, Now, targets).Require();
        Assert.Equal(("title", null, link.Password), (changed.Title, changed.Note, changed.Password));
        Assert.Equal(["b"], changed.Tags);
        Assert.Null(link.Change(new LinkChange { Password = new(true, null) }, 0, Now, targets).Require().Password);
    }

    [Fact]
    public void A_new_password_ends_the_cookies_of_the_old()
    {
        var link = Make(plain with { Password = "kept" });
        var changed = link.Change(new LinkChange { Password = "kept" }, 0, Now, targets).Require();
        var token = UnlockToken.Make(link.Password!.UnlockKey, link.Code, Now.AddHours(1));
        Assert.True(UnlockToken.Opens(token, link.Password.UnlockKey, link.Code, Now));
        Assert.False(UnlockToken.Opens(token, link.Password.UnlockKey, "other", Now));
        Assert.False(UnlockToken.Opens(token, link.Password.UnlockKey, link.Code, Now.AddHours(1)));
        Assert.False(UnlockToken.Opens(token, changed.Password!.UnlockKey, link.Code, Now));
    }

    [Fact]
    public void Tags_are_folded_once_each_and_at_most_twenty_of_forty_characters()
    {
        Assert.Equal(["äpfel", "b"], Make(plain with { Tags = ["Äpfel", " äpfel ", "B"] }).Tags);
        Assert.Equal("tags", Refusal(plain with { Tags = [new string('a', 41)] }).Member);
        Assert.Equal("tags", Refusal(plain with { Tags = [.. Enumerable.Range(0, 21).Select(i => $"t{i}")] }).Member);
        Assert.Equal("tags", Refusal(plain with { Tags = [" "] }).Member);
    }

    [Fact]
    public void A_fallback_address_obeys_the_same_rules() =>
        Assert.Equal(LinkErrors.SchemeNotAllowed with { Member = "fallbackUrl" }, Refusal(plain with { FallbackUrl = "javascript:1" }));

    [Fact]
    public void Enough_different_reporters_suspend_and_one_counts_once()
    {
        var link = Make(plain);
        for (var reporter = 0; reporter < 2; reporter++)
        {
            link = link.Reported(new LinkReport($"r{reporter}", ReportReason.Spam, null), threshold: 3, Now)!;
            Assert.Null(link.Reported(new LinkReport($"r{reporter}", ReportReason.Spam, null), threshold: 3, Now));
        }

        Assert.Null(link.SuspendedReason);
        Assert.Equal(SuspensionReasons.Reported, link.Reported(new LinkReport("r2", ReportReason.Other, "x"), threshold: 3, Now)!.SuspendedReason);
    }

    private LinkState Make(NewLink link) => LinkRules.New(new LinkState(), link, "code", Now, targets).Require();

    private Error Refusal(NewLink link) => LinkRules.New(new LinkState(), link, "code", Now, targets).Error!;
}
