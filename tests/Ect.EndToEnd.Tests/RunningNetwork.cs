namespace Ect.EndToEnd.Tests;

/// <summary>One network for the tests that do not harm it.</summary>
public sealed class SharedNetwork : IAsyncLifetime
{
    /// <summary>Marks the tests of networks that several classes share; `./ect test` runs them by themselves.</summary>
    public const string Trait = "Network";

    /// <summary>The trait's value.</summary>
    public const string Shared = "shared";

    internal TestNetwork Network { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Network = await TestNetwork.StartAsync(workers: 3);

    public ValueTask DisposeAsync() => Network.DisposeAsync();
}

[CollectionDefinition(Name)]
[Trait(SharedNetwork.Trait, SharedNetwork.Shared)]
public sealed class RunningNetwork : ICollectionFixture<SharedNetwork>
{
    public const string Name = "a running network";
}

/// <summary>Another, for mistakes that cost nothing: no money moves on it meanwhile.</summary>
[CollectionDefinition(Name)]
[Trait(SharedNetwork.Trait, SharedNetwork.Shared)]
public sealed class NetworkOfMistakes : ICollectionFixture<SharedNetwork>
{
    public const string Name = "a network of mistakes";
}
