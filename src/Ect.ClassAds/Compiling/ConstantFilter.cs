namespace Ect.ClassAds.Compiling;

/// <summary>All or none.</summary>
internal sealed class ConstantFilter(bool accepts) : Filter
{
    public override int Cost => accepts ? int.MaxValue : 0;

    public override int Apply(Span<int> rows, int count) => accepts ? count : 0;
}
