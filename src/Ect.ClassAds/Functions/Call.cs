using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Syntax;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>A function's arguments and where they stand.</summary>
internal readonly struct Call(Run run, Scope? home, string name, Node[] arguments)
{
    public Run Run => run;

    public Scope? Home => home;

    public string Name => name;

    public Node[] Arguments => arguments;

    public int Count => arguments.Length;

    /// <summary>Evaluates an argument.</summary>
    public Value this[int index] => run.Evaluate(arguments[index], home);

    /// <summary>Evaluates an element of a list as if it stood in the call.</summary>
    public Value Element(ListValue list, int index) => run.Evaluate(list.Elements[index], list.Home);

    /// <summary>Evaluates all arguments in order. False if one of them could not be evaluated to the end.</summary>
    public bool TryAll(Span<Value> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = this[i];
            if (values[i].IsStopped)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same function without the case of its name.</summary>
    public bool Is(string other) => Text.AsciiIgnoreCase.AreEqual(name, other);
}
