namespace Ect.Ethereum.Rpc;

/// <summary>What is known of one endpoint: its faults, its head, its chain. Safe for concurrent use.</summary>
internal sealed class NodeHealth(EthClientOptions options, TimeProvider time)
{
    private const double Forgiving = 0.9;

    private readonly Lock _lock = new();
    private int _inARow;
    private long _restsFrom;
    private TimeSpan _rest;

    /// <summary>Faults, each forgotten by a tenth with every answer.</summary>
    public double Faults { get; private set; }

    /// <summary>The last fault, for people; null while it answers.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The newest block it told of; null before it was asked.</summary>
    public ulong? Head { get; private set; }

    /// <summary>The chain it serves; null before it was asked.</summary>
    public ulong? Chain { get; private set; }

    /// <summary>Whether it is left alone for a while, as long as another one answers.</summary>
    public bool IsResting
    {
        get
        {
            lock (_lock)
            {
                return _rest > TimeSpan.Zero && time.GetElapsedTime(_restsFrom) < _rest;
            }
        }
    }

    public void Answered()
    {
        lock (_lock)
        {
            (_inARow, _rest, Trouble) = (0, TimeSpan.Zero, null);
            Faults *= Forgiving;
        }
    }

    /// <summary>A fault; the rest grows with the faults in a row, and is at least what the endpoint asks for.</summary>
    public void Failed(string reason, TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            _inARow++;
            Faults++;
            Trouble = reason;
            var rest = options.FirstDelay * Math.Pow(2, Math.Min(20, _inARow));
            rest = retryAfter > rest ? retryAfter.Value : rest;
            (_restsFrom, _rest) = (time.GetTimestamp(), rest < options.LongestRest ? rest : options.LongestRest);
        }
    }

    public void SawHead(ulong head)
    {
        lock (_lock)
        {
            Head = head;
        }
    }

    public void SawChain(ulong chain)
    {
        lock (_lock)
        {
            Chain = chain;
        }
    }
}
