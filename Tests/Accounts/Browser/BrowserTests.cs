using OrleansBackends.Tests.Common.Browser;

namespace OrleansBackends.Tests.Accounts.Browser;

/// <summary>All tests with a browser share one and the application beside it.</summary>
[CollectionDefinition(nameof(BrowserTests))]
public sealed class BrowserTests : ICollectionFixture<BrowserApp>;
