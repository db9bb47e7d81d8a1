namespace Ect.ClassAds.Evaluation;

/// <summary>What became of the search for an attribute.</summary>
internal enum Lookup
{
    Found,
    Undefined,
    Error,
    Stopped,
}
