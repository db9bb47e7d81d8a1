using System.Collections.Frozen;

namespace Ect.Protocol.Lifecycles;

/// <summary>The states that a thing may be in and the moves between them.</summary>
public sealed class Lifecycle<TState>
    where TState : struct, Enum
{
    private readonly FrozenSet<(TState From, TState To)> _moves;
    private readonly FrozenSet<TState> _live;

    internal Lifecycle(TState initial, params IReadOnlyList<Transition<TState>> transitions)
    {
        Initial = initial;
        Transitions = transitions;
        _moves = transitions.Select(t => (t.From, t.To)).ToFrozenSet();
        _live = transitions.Where(t => !t.IsReorg).Select(t => t.From).ToFrozenSet();
    }

    /// <summary>The state in which a thing is born.</summary>
    public TState Initial { get; }

    /// <summary>Every edge, in the order of the drawing.</summary>
    public IReadOnlyList<Transition<TState>> Transitions { get; }

    /// <summary>Whether there is an edge between the states. Staying in a state is not a move.</summary>
    public bool CanMove(TState from, TState to) => _moves.Contains((from, to));

    /// <summary>Whether nothing more happens in this state, unless the chain re-organises.</summary>
    public bool IsTerminal(TState state) => !_live.Contains(state);
}
