namespace Ect.Cli.Up;

/// <summary>A process of the local network did not start. The message holds the end of its output.</summary>
internal sealed class RoleFailedException(string role, string what, RoleLog log)
    : Exception($"The {role} process {what}. Its last output:\n{log.Tail()}\nThe whole of it is in {log.Path}.");
