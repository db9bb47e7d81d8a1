namespace Ect.Sdk.Tasks;

/// <summary>What became of one worker's contribution.</summary>
public enum ContributorOutcome
{
    /// <summary>Committed; the result is not settled.</summary>
    Committed,

    /// <summary>Revealed on chain; the result is not settled.</summary>
    Revealed,

    /// <summary>Was right: paid, stake returned.</summary>
    Right,

    /// <summary>Was wrong: lost its stake.</summary>
    Wrong,

    /// <summary>Never opened its commitment: lost its stake.</summary>
    Silent,

    /// <summary>The task failed through no proven fault of the worker: stake returned.</summary>
    Released,

    /// <summary>Was right, and left out of the settlement: paid as much by the pool's owner for the scheduler's receipt.</summary>
    Honoured,
}
