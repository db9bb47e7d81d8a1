namespace Ect.Scheduler.Tests.Epochs;

/// <summary>Holds workers back at a step, so that a test can look at the epoch there.</summary>
public sealed class EpochGates
{
    private volatile bool _open = true;
    private volatile bool _sign = true;

    /// <summary>Whether workers may open.</summary>
    public bool Open
    {
        get => _open;
        set => _open = value;
    }

    /// <summary>Whether workers may sign settlements.</summary>
    public bool Sign
    {
        get => _sign;
        set => _sign = value;
    }
}
