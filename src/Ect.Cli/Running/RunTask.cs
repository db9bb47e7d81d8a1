using Ect.Cli.Tasks;

namespace Ect.Cli.Running;

/// <summary>A task that `run` waited for.</summary>
internal sealed record RunTask(TaskView Task, ResultView? Result);
