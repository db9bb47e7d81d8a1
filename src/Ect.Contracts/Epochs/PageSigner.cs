namespace Ect.Contracts;

/// <summary>A worker's part in a page.</summary>
/// <param name="Position">Its place among the settlement's signers, 0 to 254.</param>
/// <param name="Agreed">The lanes for whose results it voted; not empty.</param>
public readonly record struct PageSigner(byte Position, LaneSet Agreed);
