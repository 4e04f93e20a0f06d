using OrleansBackends.WebFrontend.Links.Visits;

namespace OrleansBackends.Tests.Links.Visits;

public sealed class QueryForwardingTests
{
    [Theory]
    [InlineData("https://example.com/", "?utm=1&x=%20", "https://example.com/?utm=1&x=%20")]
    [InlineData("https://example.com/?a=1#part", "?b=2", "https://example.com/?a=1&b=2#part")]
    [InlineData("https://example.com/?a=1", "?a=2", "https://example.com/?a=1")]
    [InlineData("https://example.com/?%61=1", "?a=2&A=3", "https://example.com/?%61=1&A=3")]
    [InlineData("https://example.com/#?a=1", "?a=2", "https://example.com/?a=2#?a=1")]
    [InlineData("https://example.com/?", "?a=2", "https://example.com/?a=2")]
    [InlineData("https://example.com/", "", "https://example.com/")]
    [InlineData("https://example.com/", "?", "https://example.com/")]
    public void The_targets_own_parameters_win(string target, string query, string expected) => Assert.Equal(expected, QueryForwarding.Merge(target, query));
}
