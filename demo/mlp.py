"""A small multi-layer perceptron in plain numpy, trained by SGD with momentum."""

import numpy as np


class MLP:
    """One hidden layer of leaky ReLU, softmax on top.

    Nothing here guards against overflow: with too large a learning rate the
    loss becomes infinite, and then not a number, as it would in any framework.
    """

    slope = 0.1

    def __init__(self, inputs, hidden, classes, seed):
        rng = np.random.default_rng(seed)
        self.w1 = rng.standard_normal((inputs, hidden)) * np.sqrt(2 / inputs)
        self.b1 = np.zeros(hidden)
        self.w2 = rng.standard_normal((hidden, classes)) * np.sqrt(2 / hidden)
        self.b2 = np.zeros(classes)
        self.velocity = [np.zeros_like(p) for p in self.parameters()]

    def parameters(self):
        """The arrays that training changes in place."""
        return [self.w1, self.b1, self.w2, self.b2]

    def size(self):
        """How many numbers the model has learnt."""
        return sum(p.size for p in self.parameters())

    def forward(self, x):
        """Hidden activations and logits, moved so that the largest is 0."""
        hidden = x @ self.w1 + self.b1
        hidden = np.maximum(hidden, self.slope * hidden)
        logits = hidden @ self.w2 + self.b2
        return hidden, logits - logits.max(axis=1, keepdims=True)

    def probabilities(self, x):
        """The probability of every class for every row."""
        odds = np.exp(self.forward(x)[1])
        return odds / odds.sum(axis=1, keepdims=True)

    def loss(self, x, y):
        """Mean cross-entropy."""
        return -np.log(self.probabilities(x)[np.arange(len(y)), y]).mean()

    def accuracy(self, x, y):
        """The share of rows whose likeliest class is the true one."""
        return float((self.forward(x)[1].argmax(axis=1) == y).mean())

    def step(self, x, y, lr, momentum=0.9):
        """One step on one batch; returns the batch's loss before the step."""
        hidden, logits = self.forward(x)
        odds = np.exp(logits)
        p = odds / odds.sum(axis=1, keepdims=True)
        rows = np.arange(len(y))
        loss = -np.log(p[rows, y]).mean()
        p[rows, y] -= 1
        p /= len(y)
        back = (p @ self.w2.T) * np.where(hidden > 0, 1, self.slope)
        gradients = [x.T @ back, back.sum(axis=0), hidden.T @ p, p.sum(axis=0)]
        for parameter, velocity, gradient in zip(self.parameters(), self.velocity, gradients):
            velocity *= momentum
            velocity -= lr * gradient
            parameter += velocity
        return loss
