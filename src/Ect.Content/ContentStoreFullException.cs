namespace Ect.Content;

/// <summary>A store has no room for a block: its disk is full or its size budget is spent. Nothing of the block was kept.</summary>
public sealed class ContentStoreFullException(string message, Exception? inner = null) : ContentException(message, inner);
