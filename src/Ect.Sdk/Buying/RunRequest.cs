using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Tasks;

namespace Ect.Sdk.Buying;

/// <summary>A piece of work to buy.</summary>
public sealed record RunRequest
{
    /// <summary>The application.</summary>
    public required BigInteger App { get; init; }

    /// <summary>The dataset; null for none.</summary>
    public BigInteger? Dataset { get; init; }

    /// <summary>The worker pool; null for the cheapest that fits, or the one that the preference of the params likes best.</summary>
    public BigInteger? Pool { get; init; }

    /// <summary>Tasks in the bag; at least 1.</summary>
    public uint Tasks { get; init; } = 1;

    /// <summary>Votes that must agree on each result; at least 1.</summary>
    public ushort Trust { get; init; } = 1;

    /// <summary>What a wrong result may cost, in units of 10^-18 ECT: the stakes of the workers who agree must reach it. Zero: no more than what is paid for it.</summary>
    public BigInteger Value { get; init; }

    /// <summary>See <see cref="DealMode"/>: the direct path alone, private pools too, or zero.</summary>
    public ushort Mode { get; init; }

    /// <summary>The category; null for that of the cheapest pool that fits.</summary>
    public ushort? Category { get; init; }

    /// <summary>The most to pay for one task in all, in units of 10^-18 ECT; null for whatever the cheapest offers cost.</summary>
    public BigInteger? MaxPrice { get; init; }

    /// <summary>Arguments, inputs, environment.</summary>
    public TaskParams Params { get; init; } = TaskParams.Empty;

    /// <summary>
    /// Whether workers send what the application writes while it runs, encrypted to the buyer's public key unless the params
    /// name another log key. Default true.
    /// </summary>
    public bool Logs { get; init; } = true;

    /// <summary>Whether the application may have a network, if it asks for one. Default false: it could send the inputs anywhere.</summary>
    public bool Network { get; init; }

    /// <summary>Whom the results are for; null for the buyer.</summary>
    public Address? Beneficiary { get; init; }

    /// <summary>Contract that receives each result (ERC-1154); null for none.</summary>
    public Address? Callback { get; init; }

    /// <summary>Features that the pool must have, one bit each.</summary>
    public Bytes32 Tag { get; init; }

    /// <summary>How long the request may be matched.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromHours(1);
}
