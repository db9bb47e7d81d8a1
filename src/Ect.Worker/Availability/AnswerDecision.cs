using System.Numerics;
using Ect.Protocol.Deals;
using static Ect.Protocol.Deals.ChainTime;

namespace Ect.Worker.Availability;

/// <summary>
/// What to do about an open challenge of a block. In the first half of the period uploading is enough, for the challenger
/// can withdraw; in the second half the block must be published, by one worker after another, in the end by all. Pure.
/// </summary>
internal static class AnswerDecision
{
    /// <summary>Seconds between the turns of two workers.</summary>
    public const ulong TurnLength = 600;

    // Of the second half.
    private const ulong LastPart = HubRules.AnswerPeriod / 2 / 3;

    // A byte of a transaction that does little else costs 40 (EIP-7623), and the hub hashes it.
    private const int GasOfByte = 42;
    private const int GasOfCall = 150_000;

    // The sender must have what a transaction may cost at most, more than twice today's price; and fees rise.
    private const int Reserve = 3;

    /// <summary>What to do now.</summary>
    public static AnswerAction Decide(AnswerView view)
    {
        if (view.BlockTime > view.Deadline)
        {
            return new AnswerAction.Wait("nobody has published it in time: those who agreed on the result lose a stake as soon as anybody says so", IsHarmful: true);
        }

        var half = view.Deadline - (HubRules.AnswerPeriod / 2);
        if (view.Now <= half)
        {
            return view.MayUpload ? new AnswerAction.Upload() : new AnswerAction.Wait($"until {At(half)} the challenger can fetch it and withdraw");
        }

        var turn = TurnOf(view.Deadline, view.Turn);
        var gas = GasOf(view.Size);
        return view.Now < turn ? new AnswerAction.Wait($"the workers publish it one after another, this one from {At(turn)} on")
            : view.Gas < gas ? new AnswerAction.Wait($"publishing {view.Size} bytes may take {gas} gas, and the worker's coin does not pay for it. Send it some before {At(view.Deadline)}", IsHarmful: true)
            : new AnswerAction.Publish();
    }

    /// <summary>The second, Unix time, from which a worker publishes: one after another, all in the last third of the second half.</summary>
    /// <param name="deadline">Of the challenge.</param>
    /// <param name="turn">The worker's place, from 0.</param>
    public static ulong TurnOf(ulong deadline, int turn) =>
        Math.Min(deadline - LastPart, deadline - (HubRules.AnswerPeriod / 2) + 1 + ((ulong)turn * TurnLength));

    /// <summary>Gas that must be in hand to publish a block of so many bytes.</summary>
    public static BigInteger GasOf(int size) => Reserve * (GasOfCall + ((BigInteger)GasOfByte * size));
}
