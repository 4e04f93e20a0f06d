using OrleansBackends.Grains.Interfaces.Links;

namespace OrleansBackends.Tests.Links;

[Collection<ClusterCollection>]
public sealed class LinkOperationTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewLinks.Somebody();
    private readonly OperationId operation = NewLinks.Operation();

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_repeat_for_the_same_code_gets_the_first_answer()
    {
        var request = Wanted(NewLinks.CustomCode());
        var first = await Grains.CreateLink(request, operation);
        var again = await Grains.CreateLink(request, operation);
        Assert.False(first.Replayed);
        Assert.True(again.Replayed);
        Assert.Equal(first.Require().Link.Code, again.Require().Link.Code);
    }

    [Fact]
    public async Task One_key_makes_no_second_link_under_another_code()
    {
        var (first, other) = (NewLinks.CustomCode(), NewLinks.CustomCode());
        await Grains.CreateLink(Wanted(first), operation);
        Assert.Equal(Errors.KeyReused, (await Grains.CreateLink(Wanted(other), operation)).Error);
        Assert.True(await Grains.Link(other).IsFree(owner));
    }

    [Fact]
    public async Task One_key_makes_no_second_link_whether_its_code_is_chosen_or_drawn()
    {
        await Grains.CreateLink(Wanted(NewLinks.CustomCode()), operation);
        Assert.Equal(Errors.KeyReused, (await Grains.CreateLink(Wanted(null), operation)).Error);

        var second = NewLinks.Operation();
        await Grains.CreateLink(Wanted(null), second);
        Assert.Equal(Errors.KeyReused, (await Grains.CreateLink(Wanted(NewLinks.CustomCode()), second)).Error);
    }

    [Fact]
    public async Task Of_racing_calls_with_one_key_for_many_codes_one_makes_a_link()
    {
        var codes = Enumerable.Range(0, 20).Select(_ => NewLinks.CustomCode()).ToList();
        var answers = await Task.WhenAll(codes.Select(code => Grains.CreateLink(Wanted(code), operation)));
        var made = Assert.Single(answers, a => a.IsOk).Require().Link.Code;
        Assert.Equal(19, answers.Count(a => a.Error == Errors.KeyReused));
        foreach (var code in codes.Where(code => code != made))
        {
            Assert.True(await Grains.Link(code).IsFree(owner));
        }
    }

    [Fact]
    public async Task A_key_is_remembered_after_the_activations_have_ended()
    {
        var request = Wanted(NewLinks.CustomCode());
        await Grains.CreateLink(request, operation);
        await cluster.DeactivateAsync(Grains.GetGrain<ILinkOperationGrain>(LinkKey.Operation(operation)));
        await cluster.DeactivateAsync(Grains.Link(request.Code!));
        Assert.True((await Grains.CreateLink(request, operation)).Replayed);
        Assert.Equal(Errors.KeyReused, (await Grains.CreateLink(Wanted(NewLinks.CustomCode()), operation)).Error);
    }

    [Fact]
    public async Task A_repeat_after_a_refusal_may_choose_another_code()
    {
        var taken = NewLinks.CustomCode();
        await Grains.MakeLink(NewLinks.To("https://example.com/", NewLinks.Somebody()) with { Code = taken });
        Assert.Equal(LinkErrors.CodeTaken, (await Grains.CreateLink(Wanted(taken), operation)).Error);
        Assert.True((await Grains.CreateLink(Wanted(NewLinks.CustomCode()), operation)).IsOk);
    }

    [Fact]
    public async Task A_repeat_after_a_write_whose_answer_was_lost_finds_the_link()
    {
        var request = Wanted(NewLinks.CustomCode());
        cluster.FailWrites("links.link", LinkKey.Link(request.Code!), afterWriting: true);
        await Assert.ThrowsAnyAsync<Exception>(() => Grains.CreateLink(request, operation));
        Assert.True((await Grains.CreateLink(request, operation)).Replayed);
    }

    private NewLink Wanted(string? code) => NewLinks.To("https://example.com/", owner) with { Code = code, RequestHash = $"https://example.com/ {code}" };
}
