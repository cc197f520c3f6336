namespace Shop.Worker;

/// <summary>What a customer wants.</summary>
/// <param name="Article">Number of the article.</param>
/// <param name="Quantity">How many.</param>
public sealed record Order(string Article, int Quantity);
