// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IEscrow} from "../interfaces/IEscrow.sol";
import {Account} from "../types/Account.sol";
import {Gwei} from "../types/Seat.sol";
import {Ledger} from "./Ledger.sol";

/// @title Tokens enter and leave.
abstract contract Escrow is Ledger, IEscrow {
    using SafeERC20 for IERC20;

    /// @dev 2^63 gwei: no balance, bond or sum of them overflows where the hub keeps it in 96 bits, or in 64 bits of gwei.
    uint256 private constant MOST_SUPPLY = Gwei.UNIT << 63;

    IERC20 public immutable token;

    constructor(IERC20 token_) {
        if (address(token_) == address(0)) revert ZeroAddress();
        uint256 supply = token_.totalSupply();
        if (supply > MOST_SUPPLY) revert AmountTooLarge(supply);
        token = token_;
    }

    /* DEPOSIT AND WITHDRAW */

    /// @inheritdoc IEscrow
    function deposit(uint256 amount) external nonReentrant {
        _deposit(msg.sender, amount);
    }

    /// @inheritdoc IEscrow
    function depositFor(address to, uint256 amount) external nonReentrant {
        if (to == address(0)) revert ZeroAddress();
        _deposit(to, amount);
    }

    /// @inheritdoc IEscrow
    function depositWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external nonReentrant {
        // Somebody may have submitted the permit first; the allowance decides then.
        try IERC20Permit(address(token)).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        _deposit(msg.sender, amount);
    }

    /// @inheritdoc IEscrow
    function withdraw(uint256 amount) external nonReentrant {
        _withdraw(msg.sender, amount);
    }

    /// @inheritdoc IEscrow
    function withdrawTo(address to, uint256 amount) external nonReentrant {
        if (to == address(0)) revert ZeroAddress();
        _withdraw(to, amount);
    }

    /* VIEWS */

    /// @inheritdoc IEscrow
    function accountOf(address owner) external view returns (Account memory) {
        return _accounts[owner];
    }

    function _deposit(address to, uint256 amount) private {
        if (amount == 0) revert ZeroAmount();
        if (amount > type(uint96).max) revert AmountTooLarge(amount);

        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = token.balanceOf(address(this)) - before;
        if (received != amount) revert UnexpectedTransfer(amount, received);

        _accounts[to].free += uint96(amount);
        emit Deposited(msg.sender, to, amount);
    }

    function _withdraw(address to, uint256 amount) private {
        if (amount == 0) revert ZeroAmount();
        Account storage account = _accounts[msg.sender];
        uint96 free = account.free;
        if (amount > free) revert InsufficientFreeBalance(msg.sender, free, amount);

        account.free = free - uint96(amount);
        emit Withdrawn(msg.sender, to, amount);
        token.safeTransfer(to, amount);
    }
}
