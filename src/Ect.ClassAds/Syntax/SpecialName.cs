namespace Ect.ClassAds.Syntax;

/// <summary>Names that mean something where no attribute has them.</summary>
internal enum SpecialName
{
    None,
    Root,
    Self,
    Parent,

    /// <summary>In old semantics only.</summary>
    My,

    /// <summary>In old semantics only.</summary>
    CurrentTime,
}
