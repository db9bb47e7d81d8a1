using Xunit;

namespace Ect.Testing;

/// <summary>One node for a class of tests, started by the first test that asks for it. Derive to change the options.</summary>
public class AnvilFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim _gate = new(1);
    private AnvilNode? _node;

    /// <summary>The options to start with.</summary>
    protected virtual AnvilOptions Options => new();

    /// <summary>The running node.</summary>
    public async Task<AnvilNode> NodeAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _node ??= await AnvilNode.StartAsync(Options, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        _gate.Dispose();
        GC.SuppressFinalize(this);
    }
}
