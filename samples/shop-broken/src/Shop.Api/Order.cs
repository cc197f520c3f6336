namespace Shop.Api;

/// <summary>What a customer wants.</summary>
/// <param name="Article">Number of the article.</param>
/// <param name="Quantity">How many; 1 to 100.</param>
public sealed record Order(string Article, int Quantity);
