namespace Ect.Protocol.Orders;

/// <summary>Why orders do not match: the hub's errors of the same names.</summary>
public enum MatchProblemKind
{
    /// <summary>The asset is not registered on this chain.</summary>
    UnknownAsset,

    /// <summary>The signature is not the owner's.</summary>
    InvalidSignature,

    /// <summary>The order's last second has passed.</summary>
    OrderExpired,

    /// <summary>No volume is left, or the order was cancelled.</summary>
    OrderExhausted,

    /// <summary>The request names another asset.</summary>
    AssetMismatch,

    /// <summary>An order admits only another party or asset.</summary>
    Restricted,

    /// <summary>The price is above the request's maximum.</summary>
    PriceTooHigh,

    /// <summary>Pool and request speak of different categories.</summary>
    CategoryMismatch,

    /// <summary>The hub has no such category.</summary>
    UnknownCategory,

    /// <summary>The request asks for more votes than the pool or the hub allows.</summary>
    TrustTooHigh,

    /// <summary>A mode has bits that this hub does not know.</summary>
    UnknownMode,

    /// <summary>The pool's scheduler picks the workers, and the request does not accept that.</summary>
    PrivatePool,

    /// <summary>The request declares a value, and the pool's workers stake nothing.</summary>
    NothingAtStake,

    /// <summary>The pool lacks features that are needed.</summary>
    TagMismatch,

    /// <summary>The scheduler's fee is above the whole.</summary>
    FeeTooHigh,

    /// <summary>The params are too long.</summary>
    ParamsTooLong,

    /// <summary>A payer cannot lock what the deal needs.</summary>
    InsufficientFreeBalance,
}
