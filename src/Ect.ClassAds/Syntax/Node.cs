using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Syntax;

/// <summary>A part of an expression. Nodes are immutable and know nothing of the ad that they stand in.</summary>
internal abstract class Node(int height)
{
    /// <summary>How deep the parts below are nested, this one included.</summary>
    public int Height { get; } = height;

    /// <summary>The byte of its source at which it begins, as the parser found it; 0 of what was not read.</summary>
    public int Start { get; set; }

    /// <summary>Evaluates. Called by <see cref="Run.Evaluate"/> only, which counts.</summary>
    /// <param name="run">The evaluation under way.</param>
    /// <param name="home">The ad that the node stands in; null where there is none.</param>
    public abstract Value Evaluate(Run run, Scope? home);

    /// <summary>Writes the source.</summary>
    public abstract void Write(SourceWriter writer);

    public override string ToString()
    {
        var writer = new SourceWriter();
        Write(writer);
        return writer.ToString();
    }

    /// <summary>The source as one shows it to people: numbers with as few digits as will do.</summary>
    public string Readable()
    {
        var writer = new SourceWriter { IsForPeople = true };
        Write(writer);
        return ByteText.Decode(writer.ToString()).Trim();
    }

    protected static int Above(params ReadOnlySpan<Node> parts)
    {
        var most = 0;
        foreach (var part in parts)
        {
            most = Math.Max(most, part.Height);
        }

        return most + 1;
    }
}
