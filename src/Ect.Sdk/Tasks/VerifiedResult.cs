using Ect.Content;

namespace Ect.Sdk.Tasks;

/// <summary>A result on this machine, every byte checked against the digest that the chain agreed on.</summary>
/// <param name="Task">The task.</param>
/// <param name="Root">Content id of the result: its digest is the one on chain.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Files">Its files, by their paths within the folder.</param>
/// <param name="Bytes">Their size in all.</param>
public sealed record VerifiedResult(TaskInfo Task, Cid Root, string Folder, IReadOnlyList<string> Files, long Bytes);
