using Ect.ClassAds.Syntax;

namespace Ect.ClassAds.Evaluation;

/// <summary>An ad at its place: where names are looked up, and where on if it lacks them.</summary>
internal sealed class Scope(AdNode ad, Scope? parent)
{
    public AdNode Ad { get; set; } = ad;

    public Scope? Parent { get; set; } = parent;

    /// <summary>In old semantics: the other ad of the match, where a name without prefix is looked up last.</summary>
    public Scope? Alternate { get; set; }

    public Scope Top
    {
        get
        {
            var top = this;
            while (top.Parent is { } above)
            {
                top = above;
            }

            return top;
        }
    }
}
