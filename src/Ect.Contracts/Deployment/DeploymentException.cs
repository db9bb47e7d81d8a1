namespace Ect.Contracts;

/// <summary>The contracts on the chain are not those of the deployment.</summary>
public sealed class DeploymentException(string message) : Exception(message);
