namespace Ect.Sdk.Workflows;

/// <summary>Where an input of a step comes from.</summary>
public abstract record StepInput
{
    /// <summary>In <see cref="Results.Entry"/>, what stands for the index of the task that reads.</summary>
    public const string Index = "{index}";

    private StepInput()
    {
    }

    /// <summary>Content that is in the store.</summary>
    /// <param name="Address">A content id or a path below one, see <see cref="Protocol.Tasks.InputAddress"/>.</param>
    public sealed record Content(string Address) : StepInput;

    /// <summary>A file or folder of this machine, the same for all tasks.</summary>
    /// <param name="Path">Its path.</param>
    public sealed record Upload(string Path) : StepInput;

    /// <summary>A folder of this machine of which each task gets an entry.</summary>
    /// <param name="Path">The folder's path.</param>
    public sealed record UploadEach(string Path) : StepInput;

    /// <summary>
    /// What the tasks of an earlier step left in <c>/out</c>: a folder with an entry 0, 1, 2 … from each of them. Where the entry's name
    /// holds <see cref="Index"/>, each reading task gets a folder of its own, which is a shuffle.
    /// </summary>
    /// <param name="From">The earlier step.</param>
    /// <param name="Entry">Path of a file or folder within each result; empty for whole results.</param>
    /// <param name="IsOwn">Whether task <c>i</c> gets what task <c>i</c> left, instead of the folder.</param>
    public sealed record Results(string From, string Entry = "", bool IsOwn = false) : StepInput
    {
        /// <summary>Whether each reading task gets a folder of its own.</summary>
        public bool IsShuffle => Entry.Contains(Index, StringComparison.Ordinal);

        /// <summary>The path within each result that the task of this index reads.</summary>
        public IReadOnlyList<string> PathFor(uint index) =>
            Entry.Replace(Index, index.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal).Split('/', StringSplitOptions.RemoveEmptyEntries);
    }
}
