namespace Ect.Content;

/// <summary>How far an import, export, upload or download is.</summary>
/// <param name="Bytes">Bytes done.</param>
/// <param name="Items">Files (import, export) or blocks (upload, download) done.</param>
/// <param name="TotalItems">Items in all; null while not known. A download learns of more items as it goes.</param>
public readonly record struct ContentProgress(long Bytes, int Items, int? TotalItems);
