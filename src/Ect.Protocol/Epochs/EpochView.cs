using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;

namespace Ect.Protocol.Epochs;

/// <summary>An epoch as the scheduler's store and the chain show it.</summary>
/// <param name="State">Its state.</param>
/// <param name="SinceAnchor">How long its root has been on chain.</param>
/// <param name="SinceProposal">How long the last proposal has been out.</param>
/// <param name="Awaited">Contributions under its anchor that are not opened yet.</param>
/// <param name="Tasks">Tasks that it may settle.</param>
/// <param name="Bonds">Bonds of their workers' seats, in the token's smallest unit; who is missing has none.</param>
/// <param name="Signers">Who must sign the last proposal.</param>
/// <param name="SignedBy">Who has.</param>
public sealed record EpochView(
    EpochState State,
    TimeSpan SinceAnchor,
    TimeSpan SinceProposal,
    int Awaited,
    IReadOnlyList<EpochTaskView> Tasks,
    IReadOnlyDictionary<Address, BigInteger> Bonds,
    IReadOnlyList<Address> Signers,
    IReadOnlySet<Address> SignedBy);
