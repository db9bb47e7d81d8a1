using Ect.Cli.Tasks;

namespace Ect.Cli.Running;

/// <summary>A task that `run` waited for.</summary>
// Index: in the bag; where help was first, Task is the repetition, which has an index of its own.
internal sealed record RunTask(uint Index, bool IsHelp, TaskView Task, ResultView? Result);
