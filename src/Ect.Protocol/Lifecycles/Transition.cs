namespace Ect.Protocol.Lifecycles;

/// <summary>One edge of a lifecycle.</summary>
/// <param name="From">State before.</param>
/// <param name="To">State after.</param>
/// <param name="Trigger">What causes it, in the words of the drawing in docs/protocol.md.</param>
/// <param name="IsReorg">Whether only a re-organisation of the chain causes it: a state whose other edges are none is terminal.</param>
public readonly record struct Transition<TState>(TState From, TState To, string Trigger, bool IsReorg = false)
    where TState : struct, Enum;
