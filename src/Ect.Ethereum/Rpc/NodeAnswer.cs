namespace Ect.Ethereum.Rpc;

/// <summary>What one endpoint said where several had to agree.</summary>
/// <param name="Endpoint">Its host and port.</param>
/// <param name="Said">Its answer in short, or why there is none.</param>
public sealed record NodeAnswer(string Endpoint, string Said);
