namespace Ect.Protocol.Lifecycles;

/// <summary>How a scheduler sees one of its epochs.</summary>
public enum EpochState
{
    /// <summary>Commitments come in; there is one such epoch at a time.</summary>
    Open,

    /// <summary>Its commitments are complete; its root is not on chain yet.</summary>
    Closed,

    /// <summary>Its root is on chain: workers open.</summary>
    Anchored,

    /// <summary>Its settlement was proposed to those who are to be paid; they sign.</summary>
    Proposed,

    /// <summary>Everybody has signed: the settlement is on its way to the chain.</summary>
    Settling,

    /// <summary>The chain has paid.</summary>
    Settled,

    /// <summary>It settles nothing: none of its results was agreed on, or the chain knows another epoch of its number.</summary>
    Abandoned,
}
