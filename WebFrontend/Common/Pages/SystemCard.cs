namespace OrleansBackends.WebFrontend.Common;

/// <summary>A system as the index page shows it; each slice registers its own.</summary>
/// <param name="Order">Its number in the table of systems.</param>
/// <param name="Name">What it is called.</param>
/// <param name="What">What it does, in one line.</param>
/// <param name="Path">Where to begin.</param>
public sealed record SystemCard(int Order, string Name, string What, string Path);
